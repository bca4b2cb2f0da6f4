/**
 * Verifies what is served of channels' policies, and pins it (docs/architecture.md §6).
 *
 * @packageDocumentation
 */
import {encodeBase64url} from '../../lib/base64url';
import {Failure} from '../../lib/errors';
import type {FailureCode} from '../../lib/errors';
import type {CryptoProvider} from '../crypto/provider';
import {toChannelId} from '../protocol/ids';
import type {ServerId} from '../protocol/ids';
import {hashPolicyStatement} from '../protocol/policy_statement';
import {decodeSignedStatement} from '../protocol/signed_statement';
import {verifyStatementChain} from '../protocol/statement_chain';
import {agreeToMissing, agreeToOff, isConclusive, judgePolicy, pinnedState, stateWithoutStatements} from './policy';
import type {PolicyState} from './policy';
import type {ServedStatements} from './policy_source';
import type {SignerBook, SignerOf, Signers} from './signers';
import {startOver} from './start_over';
import type {PolicyPin, TrustStore} from './trust_store';

export interface PolicyBookParts {
    readonly provider: CryptoProvider;
    readonly serverId: ServerId;
    readonly trustStore: TrustStore;
    readonly signers: SignerBook;
}

/** A channel of which something is served that isn't pinned. */
interface News {
    readonly channelId: string;
    readonly statements: ServedStatements;
    readonly signers: readonly SignerOf[];
}

export class PolicyBook {
    readonly #parts: PolicyBookParts;

    constructor(parts: PolicyBookParts) {
        this.#parts = parts;
    }

    /**
     * The state of each channel, by what is served of it. All with one look at the signers and one change of the store, as a new
     * browser meets all of its channels at once.
     */
    judge(served: ReadonlyMap<string, ServedStatements>): Promise<ReadonlyMap<string, PolicyState>> {
        return startOver(async () => {
            const {policies: pins} = await this.#parts.trustStore.read({policiesOf: [...served.keys()]});
            const states = new Map<string, PolicyState>();
            const news: News[] = [];
            for (const [channelId, statements] of served) {
                try {
                    const known = await this.#recognise(statements, pins.get(channelId));
                    if (known) {
                        states.set(channelId, known);
                    } else {
                        news.push({channelId, statements, signers: signersOf(statements)});
                    }
                } catch (error) {
                    states.set(channelId, unknownFrom(error));
                }
            }
            const isStored = news.length === 0 || (await this.#judgeNews(news, pins, states));
            return isStored ? states : undefined;
        });
    }

    /** The member agrees to the statement that switched a channel off. @throws Failure `conflict` where it isn't the last one any more */
    async agreeToOff(channelId: string, sequence: number): Promise<void> {
        await this.#agree(channelId, (pin) => agreeToOff(pin, sequence));
    }

    /** The member agrees to do without the policy that posts name. @throws Failure `conflict` where another one is in doubt by now */
    async agreeToMissing(channelId: string, sequence: number): Promise<void> {
        await this.#agree(channelId, (pin) => agreeToMissing(pin, sequence));
    }

    #agree(channelId: string, change: (pin: PolicyPin | undefined) => PolicyPin | undefined): Promise<PolicyPin> {
        return startOver(async () => {
            const {policies} = await this.#parts.trustStore.read({policiesOf: [channelId]});
            const next = change(policies.get(channelId));
            if (!next) {
                throw new Failure('conflict');
            }
            return (await this.#parts.trustStore.commit({policies: [next]})) === 'done' ? next : undefined;
        });
    }

    /** The state, where what is served is what was pinned; undefined where it has to be verified. */
    async #recognise(statements: ServedStatements, pin: PolicyPin | undefined): Promise<PolicyState | undefined> {
        const last = statements.at(-1);
        if (!last) {
            return stateWithoutStatements(pin);
        }

        // The hash of the last one covers all before it.
        const hash = await hashPolicyStatement(this.#parts.provider, decodeSignedStatement(last).statementBytes);
        return pin?.statement?.head === encodeBase64url(hash) && isConclusive(pin) ? pinnedState(pin) : undefined;
    }

    async #judgeNews(news: readonly News[], pins: ReadonlyMap<string, PolicyPin>, states: Map<string, PolicyState>): Promise<boolean> {
        const wanted = news.flatMap(({signers}) => signers);
        const view = await this.#parts.trustStore.read({userIds: [...new Set(wanted.map(({userId}) => userId))]});
        const signers = await this.#parts.signers.lookUp(wanted, view.pins);
        const policies: PolicyPin[] = [];
        for (const {channelId, statements} of news) {
            try {
                const {state, next} = judgePolicy(await this.#verify(channelId, statements, signers), pins.get(channelId));
                states.set(channelId, state);
                policies.push(...(next ? [next] : []));
            } catch (error) {
                states.set(channelId, unknownFrom(error));
            }
        }
        return (await this.#parts.trustStore.commit({pins: signers.pins, policies})) === 'done';
    }

    #verify(channelId: string, signedStatements: ServedStatements, {resolve}: Signers) {
        const {provider, serverId} = this.#parts;
        return verifyStatementChain({provider, signedStatements, serverId, channelId: toChannelId(channelId), resolveSigner: resolve});
    }
}

function signersOf(statements: ServedStatements): readonly SignerOf[] {
    return statements.map((signed) => {
        const {signer, signerGeneration} = decodeSignedStatement(signed).statement;
        return {userId: signer, generation: signerGeneration};
    });
}

/** Of a post these are told in words about its author; of a statement they mean that nobody proved to have made it. */
const UNPROVED: ReadonlySet<FailureCode> = new Set<FailureCode>(['sender_unknown', 'signature_invalid']);

/** What doesn't verify is unknown, and never off. */
function unknownFrom(error: unknown): PolicyState {
    if (error instanceof Failure) {
        return {kind: 'unknown', code: UNPROVED.has(error.code) ? 'statement_invalid' : error.code};
    }
    throw error;
}
