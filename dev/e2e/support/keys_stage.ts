/**
 * A stage with what keeping keys for life takes besides: GnuPG at the member's side, the key server, and the mails.
 *
 * @packageDocumentation
 */
import {StackControl} from '../../stack/src/api';
import type {Account, StackDescription} from '../../stack/src/api';
import type {Behaviour} from '../../stack/src/key_server/behaviour';
import {PersonalGnuPG} from './gnupg_keys';
import {Mails} from './mails';
import {test as base} from './stage';

/** The stack's key server, and how it treats who asks. */
export class KeyServerControl {
    constructor(private readonly stack: StackDescription) {}

    /** Through `gpg --send-keys`, as its owner does it. */
    async publish({program}: PersonalGnuPG, ...fingerprints: readonly string[]): Promise<void> {
        await program.run(['--keyserver', this.stack.keyServer.hkpUrl, '--send-keys', ...fingerprints]);
    }

    /** From now on, to the end of the test. */
    async behave(behaviour: Behaviour): Promise<void> {
        await new StackControl(this.stack).keyServerBehaves(behaviour);
    }
}

export const test = base.extend<{gnupg: PersonalGnuPG; keyServer: KeyServerControl; mails: (account: Account) => Mails}>({
    gnupg: async ({}, use) => {
        const gnupg = PersonalGnuPG.open();
        await use(gnupg);
        await gnupg.close();
    },
    keyServer: async ({stage}, use) => {
        const keyServer = new KeyServerControl(stage.stack);
        await use(keyServer);
        await keyServer.behave('honest');
    },
    mails: async ({stage}, use) => {
        await use((account) => new Mails(stage.stack, account.email));
    },
});

export {expect} from './stage';
