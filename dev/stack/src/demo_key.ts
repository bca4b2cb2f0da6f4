import type {Account} from './description';
import {GnuPG} from './gnupg/gnupg';
import type {KeyRing} from './key_server/key_ring';

/** The GnuPG key of one person of the demo. */
export interface DemoKey {
    readonly username: string;
    readonly email: string;
    readonly fingerprint: string;

    /** GnuPG's home folder of that person. */
    readonly home: string;
}

/** As it was made at the first start, and on the key server. */
export async function ensureDemoKey(home: string, {username, firstName, lastName, email}: Account, published: KeyRing): Promise<DemoKey> {
    const gnupg = GnuPG.open(home);
    try {
        const [existing] = await gnupg.keys();
        const fingerprint = existing?.fingerprint ?? (await gnupg.generate(`${firstName} ${lastName} <${email}>`));
        await published.add(await gnupg.armored(fingerprint));
        return {username, email, fingerprint, home};
    } finally {
        await gnupg.close();
    }
}
