/**
 * The worker's end of the channel to the page: calls in, results and events out.
 *
 * @packageDocumentation
 */
import type {Failed, Vault, VaultMessage, VaultRequest} from '../api';

/** What this needs of the worker's global scope. */
export interface PagePort {
    postMessage(message: VaultMessage): void;
    onmessage: ((event: MessageEvent<VaultRequest>) => void) | null;
}

/** What proves to the host that a request is this page's. */
export interface HostSession {
    csrfToken: string;
}

/** Names come from outside, so they are looked up here and not in the object. */
const METHODS: ReadonlySet<string> = new Set(
    Object.keys({
        start: true,
        stop: true,
        own: true,
        create: true,
        publish: true,
        rotate: true,
        reset: true,
        makeRecoveryCode: true,
        confirmRecoveryCode: true,
        compareBackup: true,
        restoreBackup: true,
        checkBackup: true,
        backupFile: true,
        ownBackup: true,
        readMailKeys: true,
        lookUpMailKey: true,
        suggestMailKeys: true,
        mailBackup: true,
        forget: true,
        channels: true,
        channel: true,
        setEncrypted: true,
        confirmOff: true,
        confirmMissing: true,
        people: true,
        prepare: true,
        askAgain: true,
        safetyNumber: true,
        compareSafetyNumber: true,
        setVerified: true,
        seal: true,
        acknowledged: true,
        open: true,
    } satisfies Record<keyof Vault, true>),
);

type Methods = Readonly<Record<string, ((...args: readonly unknown[]) => Promise<unknown>) | undefined>>;

const BUG: Failed = {kind: 'failed', code: 'invariant'};

/** `session` is kept as the page's last call says. */
export function serve(vault: Vault, port: PagePort, session: HostSession): void {
    port.onmessage = ({data}) => {
        session.csrfToken = data.csrfToken;
        void call(vault, data).then((result) => port.postMessage({kind: 'result', id: data.id, result}));
    };
}

async function call(vault: Vault, {method, args}: VaultRequest): Promise<unknown> {
    if (!METHODS.has(method)) {
        return BUG;
    }
    try {
        return await (vault as unknown as Methods)[method]?.(...args);
    } catch {
        // The vault's methods reject never; arguments of another version of the page might make one throw.
        return BUG;
    }
}
