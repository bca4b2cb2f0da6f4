/**
 * Identities without browsers: the webapp's own vault, in memory, over the plugin's routes. For channels with more members than
 * a machine has room for browsers, and to hold a member's private keys against what lies in theirs.
 *
 * @packageDocumentation
 */
import {webcrypto} from 'node:crypto';

import type {MattermostApi} from '../../stack/src/api';
import {DirectoryHttp} from '../../../webapp/src/vault/adapters/directory_http';
import {MemoryKeyLock} from '../../../webapp/src/vault/adapters/memory/key_lock_memory';
import {MemoryKeyStore} from '../../../webapp/src/vault/adapters/memory/key_store_memory';
import {MemoryDatabase} from '../../../webapp/src/vault/adapters/memory/memory_database';
import {MemoryTabs} from '../../../webapp/src/vault/adapters/memory/tabs_memory';
import {MemoryTrustStore} from '../../../webapp/src/vault/adapters/memory/trust_store_memory';
import {MailingHttp} from '../../../webapp/src/vault/adapters/mailing_http';
import {PluginRoutes} from '../../../webapp/src/vault/adapters/plugin_routes';
import {webCryptoProvider} from '../../../webapp/src/vault/crypto/provider';
import type {CryptoProvider} from '../../../webapp/src/vault/crypto/provider';
import {toServerId, toUserId} from '../../../webapp/src/vault/protocol/ids';
import type {TaskParts} from '../../../webapp/src/vault/tasks/parts';
import {OwnIdentity} from '../../../webapp/src/vault/tasks/own_identity';
import {restore} from '../../../webapp/src/vault/tasks/restore';
import {SetUp} from '../../../webapp/src/vault/tasks/set_up';
import {PLUGIN_ROUTES} from './plugin';

const platform = webCryptoProvider(webcrypto as Crypto);

/** Makes and publishes keys for the session's member. Does nothing for one who has some. */
export async function publishIdentity(api: MattermostApi): Promise<void> {
    const parts = await vaultParts(api);
    const own = new OwnIdentity(parts);
    if ((await own.look()).kind !== 'absent') {
        return;
    }
    const setUp = new SetUp(parts, own);
    await setUp.create(Date.now());
    await setUp.publish();
}

/**
 * The private keys of the session's member as bytes (the scalars), by their use. A restore, in which every key that is unwrapped
 * is made extractable.
 */
export async function privateKeysOf(api: MattermostApi, recoveryCode: string): Promise<Record<string, Buffer>> {
    const unwrapped: CryptoKey[] = [];
    const parts = await vaultParts(api, loose(platform, unwrapped));
    await restore(parts, new OwnIdentity(parts), {kind: 'code', recoveryCode});
    const scalars = await Promise.all(
        unwrapped.map(async (key, index): Promise<[string, Buffer]> => {
            const {d = ''} = await platform.subtle.exportKey('jwk', key);
            return [`${key.algorithm.name} key ${index}`, Buffer.from(d, 'base64url')];
        }),
    );
    return Object.fromEntries(scalars);
}

/** What a vault is built from, with nothing in it yet, for the session's member. */
export async function vaultParts(api: MattermostApi, provider: CryptoProvider = platform): Promise<TaskParts> {
    const routes = new PluginRoutes({
        base: `${api.siteUrl}${PLUGIN_ROUTES}`,
        csrfToken: () => '',
        fetch: (input, init) => fetch(input, {...init, headers: {...init?.headers, Authorization: `Bearer ${api.token}`}}),
        timeoutMs: 30_000,
        maxAnswerLength: 4_000_000,
    });
    const directory = new DirectoryHttp(routes);
    const {serverId, maxChannelMembers} = await directory.config();
    return {
        ...emptyStores(),
        provider,
        directory,
        policySource: directory,
        mailing: new MailingHttp(routes),
        mailCrypto: async () => (await import('../../../webapp/src/vault/mail_keys/openpgp')).openPgp,
        isPersistent: () => Promise.resolve(undefined),
        nowMs: () => Date.now(),
        pause: () => Promise.resolve(),

        // What is done later, as backing up what was learnt, is never done here.
        waitMs: () => new Promise(() => undefined),
        emit: () => undefined,
        close: () => undefined,
        maxChannelMembers,
        serverId: toServerId(new Uint8Array(Buffer.from(serverId, 'base64url'))),
        userId: toUserId(api.userId),
    };
}

/** A browser that has never met anybody. */
export function emptyStores(): Pick<TaskParts, 'keyStore' | 'trustStore' | 'keyLock' | 'tabs'> {
    const database = new MemoryDatabase();
    return {
        keyStore: new MemoryKeyStore(database),
        trustStore: new MemoryTrustStore(database),
        keyLock: new MemoryKeyLock(),
        tabs: new MemoryTabs(new Set()),
    };
}

/** The platform's WebCrypto, but for the one flag that keeps unwrapped keys in. */
function loose(provider: CryptoProvider, unwrapped: CryptoKey[]): CryptoProvider {
    const {subtle} = provider;
    const unwrapKey: SubtleCrypto['unwrapKey'] = async (...parameters) => {
        const [format, wrapped, key, algorithm, target, , usages] = parameters;
        const opened = await subtle.unwrapKey(format, wrapped, key, algorithm, target, true, usages);
        unwrapped.push(opened);
        return opened;
    };
    const looseSubtle = new Proxy(subtle, {
        get: (target, name) => {
            if (name === 'unwrapKey') {
                return unwrapKey;
            }
            const value: unknown = Reflect.get(target, name, target);
            return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        },
    });
    return {subtle: looseSubtle, randomBytes: (length) => provider.randomBytes(length)};
}
