/**
 * Where statements about channels come from: the server half, as an interface. Nothing from here is believed before
 * trust/policy.ts has verified it.
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';

export type ServedStatements = readonly Bytes[];

export interface ChannelPolicy {
    readonly statements: ServedStatements;
    readonly maySwitchOn: boolean;
    readonly maySwitchOff: boolean;

    /** A code word of the server half, '' where both are allowed. */
    readonly reason: string;
}

/** Every method rejects with a `Failure`. */
export interface PolicySource {
    /** Statements of every channel of the caller; an empty list for those that have none. A channel that isn't listed is unknown. */
    policies(): Promise<ReadonlyMap<string, ServedStatements>>;
    policy(channelId: string): Promise<ChannelPolicy>;

    /** `conflict` if another statement came first. */
    publishStatement(channelId: string, statement: Bytes): Promise<void>;
}
