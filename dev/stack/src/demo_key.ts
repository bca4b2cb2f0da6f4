import type {Account, DemoKey} from './description';
import {GnuPG} from './gnupg/gnupg';
import type {KeyRing} from './key_server/key_ring';

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
