import {encodeBase64url} from '../../lib/base64url';
import type {Bytes} from '../../lib/bytes';
import type {Backup, Directory, KeptBackup, Publication, ServedChain, ServerConfig} from '../identity/directory';
import type {ChannelPolicy, PolicySource, ServedStatements} from '../trust/policy_source';
import {asBoolean, asBytes, asCount, asFields, asList, asText} from './answers';
import type {Fields} from './answers';
import type {Requests} from './plugin_routes';

/** The limit of one query (docs/server-api.md). */
const IDS_PER_QUERY = 1000;

/** The server half over the plugin's own routes. */
export class DirectoryHttp implements Directory, PolicySource {
    readonly #routes: Requests;

    constructor(routes: Requests) {
        this.#routes = routes;
    }

    async config(): Promise<ServerConfig> {
        const answer = await this.#get('/config');
        return {serverId: encodeBase64url(asBytes(answer.serverId)), maxChannelMembers: asCount(answer.maxChannelMembers)};
    }

    async ownChain(): Promise<ServedChain> {
        return asList((await this.#get('/identity')).chain, asBytes);
    }

    async bundleSequence(): Promise<number> {
        return asCount((await this.#get('/identity')).bundleSequence);
    }

    async publish({expectedHead, record, bundle, wrappedRecoveryKey, handOver}: Publication): Promise<void> {
        await this.#routes.request({
            method: 'POST',
            path: '/identity',
            body: {
                expectedHead,
                record: encodeBase64url(record),
                bundle: encodeBase64url(bundle),
                wrappedRecoveryKey: encodeBase64url(wrappedRecoveryKey),
                handOver: encodeBase64url(handOver),
            },
        });
    }

    async backup(): Promise<Backup> {
        const answer = await this.#get('/backup');
        return {
            ...asKeptBackup(answer),
            bundleSequence: asCount(answer.bundleSequence),
            earlier: asList(answer.earlier, (entry) => asKeptBackup(asFields(entry))),
        };
    }

    async storeBundle({expectedSequence, bundle}: {readonly expectedSequence: number; readonly bundle: Bytes}): Promise<void> {
        await this.#routes.request({method: 'PUT', path: '/backup', body: {expectedSequence, bundle: encodeBase64url(bundle)}});
    }

    async storeRecoveryKey({expected, wrappedRecoveryKey}: {readonly expected: Bytes; readonly wrappedRecoveryKey: Bytes}): Promise<void> {
        await this.#routes.request({
            method: 'PUT',
            path: '/backup/recovery_key',
            body: {expected: encodeBase64url(expected), wrappedRecoveryKey: encodeBase64url(wrappedRecoveryKey)},
        });
    }

    async handOvers(): Promise<ReadonlyMap<number, Bytes>> {
        const handOvers = asFields((await this.#get('/identity/hand_overs')).handOvers);
        return new Map(Object.entries(handOvers).map(([generation, handOver]) => [asGeneration(generation), asBytes(handOver)]));
    }

    async chains(userIds: readonly string[]): Promise<ReadonlyMap<string, ServedChain>> {
        const chains = new Map<string, ServedChain>();
        for (let start = 0; start < userIds.length; start += IDS_PER_QUERY) {
            const asked = userIds.slice(start, start + IDS_PER_QUERY);
            const answer = asFields(await this.#routes.request({method: 'POST', path: '/identities/query', body: {userIds: asked}}));
            const served = asFields(answer.chains);

            // Only who was asked for; somebody who is missing in the answer is no "has no key".
            for (const userId of asked) {
                chains.set(userId, asList(served[userId], asBytes));
            }
        }
        return chains;
    }

    async policies(): Promise<ReadonlyMap<string, ServedStatements>> {
        const answer = await this.#get('/policies');
        const channels = asFields(answer.channels);
        return new Map(asList(answer.covered, asText).map((channelId) => [channelId, asList(channels[channelId] ?? [], asBytes)]));
    }

    async policy(channelId: string): Promise<ChannelPolicy> {
        const answer = await this.#get(policyPath(channelId));
        return {
            statements: asList(answer.statements, asBytes),
            maySwitchOn: asBoolean(answer.maySwitchOn),
            maySwitchOff: asBoolean(answer.maySwitchOff),
            reason: asText(answer.reason ?? ''),
        };
    }

    async publishStatement(channelId: string, statement: Bytes): Promise<void> {
        await this.#routes.request({method: 'POST', path: policyPath(channelId), body: {statement: encodeBase64url(statement)}});
    }

    async #get(path: string): Promise<Fields> {
        return asFields(await this.#routes.request({method: 'GET', path}));
    }
}

/** A name of a field, so text. */
function asGeneration(text: string): number {
    return asCount(/^\d{1,5}$/.test(text) ? Number(text) : undefined);
}

function asKeptBackup({wrappedRecoveryKey, bundle}: Fields): KeptBackup {
    return {wrappedRecoveryKey: asBytes(wrappedRecoveryKey), bundle: asBytes(bundle)};
}

function policyPath(channelId: string): string {
    return `/channels/${encodeURIComponent(channelId)}/policy`;
}
