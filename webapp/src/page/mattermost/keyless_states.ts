/**
 * What can be known of channels where the vault can't run: without a secure context, in a browser that lacks what it needs, or
 * one that refuses to store anything.
 *
 * Such a browser has nothing pinned that could be asked, so a channel of which the server half says that it has no statements is
 * off, as for every browser that meets it for the first time (docs/threat-model.md §4). Any other stays unknown: there is nothing
 * here to check a statement with. Without this nobody could write anywhere over plain http.
 *
 * @packageDocumentation
 */
import {Failure} from '../../lib/errors';
import type {FailureCode} from '../../lib/errors';
import type {ChannelState} from '../../vault/api';
import type {ChannelSource} from './channel_states';
import type {ServerApi} from './host/api';

export function keylessStates(api: Pick<ServerApi, 'policies' | 'channelPolicy'>, why: FailureCode): ChannelSource {
    const stateFor = (statements: readonly string[] | undefined): ChannelState =>
        statements === undefined || statements.length === 0 ? {kind: 'off'} : {kind: 'unknown', code: why};
    return {
        channels: async () => {
            try {
                const {covered, channels} = await api.policies();
                return {kind: 'channels', channels: Object.fromEntries(covered.map((id) => [id, stateFor(channels[id])]))};
            } catch (error) {
                return {kind: 'failed', code: codeOf(error)};
            }
        },
        channel: async (channelId) => {
            try {
                return {kind: 'channel', channel: stateFor((await api.channelPolicy(channelId)).statements)};
            } catch (error) {
                return {kind: 'failed', code: codeOf(error)};
            }
        },
    };
}

function codeOf(error: unknown): FailureCode {
    return error instanceof Failure ? error.code : 'invariant';
}
