import {GnuPG} from '../gnupg/gnupg';
import type {ListedKey} from '../gnupg/key_listing';

/** What a key server has: GnuPG's own key ring, so that a key that is sent again is merged with what is there. */
export class KeyRing {
    readonly #gnupg: GnuPG;

    private constructor(gnupg: GnuPG) {
        this.#gnupg = gnupg;
    }

    static open(folder: string): KeyRing {
        return new KeyRing(GnuPG.open(folder));
    }

    /** @throws GnuPGError if it is no public key */
    async add(keys: string): Promise<void> {
        await this.#gnupg.import(keys);
    }

    all(): Promise<readonly ListedKey[]> {
        return this.#gnupg.keys();
    }

    /** By fingerprint or key id after `0x`, by a mail address, or by words of a user id: as `gpg --keyserver` searches. */
    async find(search: string): Promise<readonly ListedKey[]> {
        const keys = await this.all();
        if (/^0x[0-9a-f]+$/i.test(search)) {
            const end = search.slice(2).toUpperCase();
            return keys.filter((key) => [key, ...key.subkeys].some(({fingerprint}) => fingerprint.endsWith(end)));
        }
        const words = search.toLowerCase();
        return keys.filter(({userIds}) => userIds.some(({text}) => text.toLowerCase().includes(words)));
    }

    armored(keys: readonly ListedKey[]): Promise<string> {
        return this.#gnupg.armored(...keys.map(({fingerprint}) => fingerprint));
    }

    binary({fingerprint}: ListedKey): Promise<Buffer> {
        return this.#gnupg.binary(fingerprint);
    }
}
