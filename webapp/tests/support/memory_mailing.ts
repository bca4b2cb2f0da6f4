import {Failure} from '../../src/lib/errors';
import type {BackupMail, Mailing, ServedMailKey} from '../../src/vault/identity/mailing';

/** A mail server that keeps what it got, and key servers that serve what a test says. */
export class MemoryMailing implements Mailing {
    readonly mails: BackupMail[] = [];

    /** For every question; a failure instead of an answer where there is one. */
    served: readonly ServedMailKey[] = [];
    failure: Failure | undefined;

    /** Fingerprints that were asked for. */
    readonly asked: string[] = [];

    async mailBackup(mail: BackupMail): Promise<string> {
        await this.answer();
        this.mails.push(mail);
        return 'a…@example.org';
    }

    async mailKey(fingerprint: string): Promise<readonly ServedMailKey[]> {
        this.asked.push(fingerprint);
        return this.suggestedMailKeys();
    }

    async suggestedMailKeys(): Promise<readonly ServedMailKey[]> {
        await this.answer();
        return this.served.length > 0 ? this.served : Promise.reject(new Failure('key_not_found'));
    }

    private answer(): Promise<void> {
        return this.failure ? Promise.reject(this.failure) : Promise.resolve();
    }
}
