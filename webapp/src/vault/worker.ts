/**
 * Composition root of the vault: a worker, in a file beside the bundle, since the host's page allows no `blob:` worker.
 *
 * @packageDocumentation
 */
import {Failure} from '../lib/errors';
import {VaultDatabase} from './adapters/database';
import {DirectoryHttp} from './adapters/directory_http';
import {WebKeyLock} from './adapters/key_lock_web';
import {IdbKeyStore} from './adapters/key_store_idb';
import {MailingHttp} from './adapters/mailing_http';
import {PluginRoutes} from './adapters/plugin_routes';
import {BroadcastTabs} from './adapters/tabs_broadcast';
import {IdbTrustStore} from './adapters/trust_store_idb';
import type {Account} from './api';
import {webCryptoProvider} from './crypto/provider';
import type {MailCrypto} from './mail_keys/mail_crypto';
import type {Holdings} from './tasks/parts';
import {serve} from './tasks/serve';
import type {HostSession, PagePort} from './tasks/serve';
import {AccountSwitch} from './tasks/vault';

/** Shorter than the page's deadline for a call, so that the page hears the reason. */
const REQUEST_TIMEOUT_MS = 15_000;

/** A thousand chains and a bundle of full size fit. */
const MAX_ANSWER_LENGTH = 16 * 1024 * 1024;

const session: HostSession = {csrfToken: ''};

async function open(account: Account): Promise<Holdings> {
    requirePlatform();
    const routes = new PluginRoutes({
        base: `${account.routes}/api/v1`,
        csrfToken: () => session.csrfToken,
        fetch: (...request) => fetch(...request),
        timeoutMs: REQUEST_TIMEOUT_MS,
        maxAnswerLength: MAX_ANSWER_LENGTH,
    });
    const directory = new DirectoryHttp(routes);
    const database = await VaultDatabase.open(account.userId);
    return {
        directory,
        mailing: new MailingHttp(routes),
        policySource: directory,
        keyStore: new IdbKeyStore(database),
        trustStore: new IdbTrustStore(database),
        keyLock: new WebKeyLock(navigator.locks, account.userId),
        tabs: new BroadcastTabs(account.userId),
        close: () => database.close(),
    };
}

function waitMs(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        signal.addEventListener('abort', () => {
            clearTimeout(timer);
            resolve();
        });
    });
}

/** An update of the plugin deletes the old files, this one too. */
async function loadMailCrypto(): Promise<MailCrypto> {
    try {
        return (await import(/* webpackChunkName: "openpgp" */ './mail_keys/openpgp')).openPgp;
    } catch (cause) {
        throw new Failure('vault_gone', {cause});
    }
}

/** Asked for by the page, since a worker can't; declared as always there, and isn't. */
async function isPersistent(): Promise<boolean | undefined> {
    const {storage} = navigator as {readonly storage?: StorageManager};
    return storage?.persisted();
}

/** Each of these is declared as always there, and isn't. */
function requirePlatform(): void {
    if (!isSecureContext) {
        throw new Failure('insecure_context');
    }
    const needed = [crypto.subtle, navigator.locks, globalThis.BroadcastChannel] as readonly unknown[];
    if (needed.includes(undefined)) {
        throw new Failure('unsupported_browser');
    }
}

// The types are the page's; in a worker `self` is the port to whoever made it.
const page = self as unknown as PagePort;

serve(
    new AccountSwitch({
        surroundings: {
            provider: webCryptoProvider(crypto),
            nowMs: () => Date.now(),
            waitMs,
            pause: () => new Promise((resolve) => setTimeout(resolve)),
            mailCrypto: loadMailCrypto,
            isPersistent,
        },
        tell: (userId, event) => page.postMessage({kind: 'event', userId, event}),
        open,
    }),
    page,
    session,
);
