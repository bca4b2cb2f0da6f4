/**
 * The in-memory server behind `fetch`, in the words of docs/server-api.md.
 *
 * @packageDocumentation
 */
import {decodeBase64url, encodeBase64url} from '../../src/lib/base64url';
import type {Bytes} from '../../src/lib/bytes';
import {Failure} from '../../src/lib/errors';
import type {MemoryServer} from './memory_server';

type Body = Readonly<Record<string, string>> & {readonly userIds: readonly string[]};

const texts = (list: readonly Bytes[]) => list.map((bytes) => encodeBase64url(bytes));
const bytesOf = (text: string | undefined) => decodeBase64url(text ?? '') ?? new Uint8Array();

/** For one member at the given base. */
export function memoryFetch(server: MemoryServer, userId: string, base: string): typeof globalThis.fetch {
    const session = server.as(userId);

    const answer = async (route: string, body: Body): Promise<unknown> => {
        switch (route) {
            case 'GET /config':
                return {...(await session.config())};
            case 'GET /identity':
                return {chain: texts(await session.ownChain()), bundleSequence: 0, hasWrappedRecoveryKey: false};
            case 'GET /backup': {
                const {wrappedRecoveryKey, bundle, bundleSequence} = await session.backup();
                const kept = {wrappedRecoveryKey: encodeBase64url(wrappedRecoveryKey), bundle: encodeBase64url(bundle)};
                return {...kept, bundleSequence, earlier: []};
            }
            case 'POST /identity':
                await session.publish({
                    expectedHead: body.expectedHead ?? '',
                    record: bytesOf(body.record),
                    bundle: bytesOf(body.bundle),
                    wrappedRecoveryKey: bytesOf(body.wrappedRecoveryKey),
                    handOver: bytesOf(body.handOver),
                });
                return {head: ''};
            case 'POST /identities/query': {
                const chains = await session.chains(body.userIds);
                return {chains: Object.fromEntries([...chains].map(([id, chain]) => [id, texts(chain)]))};
            }
            default:
                return policyAnswer(route, body);
        }
    };

    const policyAnswer = async (route: string, body: Body): Promise<unknown> => {
        const [method, , , channelId = ''] = route.split(/[ /]/);
        if (method === 'POST') {
            await session.publishStatement(channelId, bytesOf(body.statement));
            return {head: ''};
        }
        const policy = await session.policy(channelId);
        return {...policy, statements: texts(policy.statements)};
    };

    return async (url, init) => {
        const route = `${init?.method ?? 'GET'} ${(url as string).slice(base.length)}`;
        try {
            const body = JSON.parse(typeof init?.body === 'string' ? init.body : '{}') as Body;
            return Response.json(await answer(route, body));
        } catch (error) {
            return Response.json({code: error instanceof Failure ? error.code : 'internal'}, {status: 400});
        }
    };
}
