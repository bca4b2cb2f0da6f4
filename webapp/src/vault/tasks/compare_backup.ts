/**
 * How a backup stands to the published chain, told before anything changes (protocol.md §7.2).
 *
 * @packageDocumentation
 */
import {encodeBase64url} from '../../lib/base64url';
import {toHex} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {BackupComparison, BackupOutcome, BackupSource} from '../api';
import {compareWithPin} from '../identity/chain_comparison';
import {compareChain, verifyChain} from '../protocol/chain';
import type {VerifiedChain} from '../protocol/chain';
import type {RecordHash} from '../protocol/identity_record';
import {openBackup} from './open_backup';
import type {OpenedBackup, OpenedBundle} from './open_backup';
import type {TaskParts} from './parts';

type Parts = Pick<TaskParts, 'provider' | 'trustStore' | 'directory' | 'serverId' | 'userId'>;

/** `code_needed` where a code is neither typed nor in the text. @throws Failure as {@link openBackup} and {@link judgeBackup} */
export async function compareBackup(parts: Parts, source: BackupSource): Promise<BackupComparison> {
    const opened = await openBackup(parts, source);
    if (!opened) {
        return {kind: 'code_needed'};
    }
    const {outcome, published} = await judgeBackup(parts, opened);
    const {chain, sealedGenerations, timeMs} = opened.own.bundle;
    return {
        kind: 'compared',
        outcome,
        generations: sealedGenerations.length,
        publishedGenerations: published?.links.length ?? 0,
        madeAtMs: timeMs,
        fingerprint: toHex(chain.head.hash),
    };
}

export interface JudgedBackup {
    readonly outcome: BackupOutcome;
    readonly published: VerifiedChain | undefined;

    /** Those bundles that the code vouches for; the backup's own first. */
    readonly bundles: readonly OpenedBundle[];
}

/** @throws Failure `chain_invalid` where the code doesn't vouch for the backup, or the published chain contradicts what this browser has seen */
export async function judgeBackup(parts: Parts, {vouchedFor, own, others}: OpenedBackup): Promise<JudgedBackup> {
    const published = await publishedChain(parts);
    const isTrue = ({bundle}: OpenedBundle) => isVouchedFor(bundle.chain, vouchedFor, published);
    if (!isTrue(own)) {
        throw new Failure('chain_invalid');
    }
    return {outcome: outcomeOf(own.bundle.chain, published), published, bundles: [own, ...others.filter(isTrue)]};
}

/** Undefined where nothing is published. A code vouches for a chain, and for no other one in the place of what this browser has seen itself. */
async function publishedChain({provider, trustStore, directory, serverId, userId}: Parts): Promise<VerifiedChain | undefined> {
    const signedRecords = await directory.ownChain();
    if (signedRecords.length === 0) {
        return undefined;
    }
    const published = await verifyChain({provider, signedRecords, serverId, userId});
    const pin = (await trustStore.read({userIds: [userId]})).pins.get(userId);
    const change = pin ? compareWithPin(published, pin) : 'same';
    if (change === 'forked' || change === 'rolled_back') {
        throw new Failure('chain_invalid');
    }
    return published;
}

/**
 * The recovery key is public, so anybody could seal keys of their own making to it. What the code vouches for is a record: the chain
 * up to it, and rotations after it. A reset after it would be the member's own only if a later code said so.
 */
function isVouchedFor(chain: VerifiedChain, vouchedFor: RecordHash, published: VerifiedChain | undefined): boolean {
    const upTo = linksUpTo(chain, vouchedFor);
    if (upTo) {
        return compareChain(chain, upTo) !== 'reset';
    }

    // An older bundle than the code: the published chain leads from the one to the other.
    return published !== undefined && linksUpTo(published, vouchedFor) !== undefined && linksUpTo(published, chain.head.hash) !== undefined;
}

function linksUpTo({links}: VerifiedChain, hash: RecordHash): readonly RecordHash[] | undefined {
    const index = links.findIndex((link) => encodeBase64url(link.hash) === encodeBase64url(hash));
    return index === -1 ? undefined : links.slice(0, index + 1).map((link) => link.hash);
}

function outcomeOf(chain: VerifiedChain, published: VerifiedChain | undefined): BackupOutcome {
    if (!published) {
        return 'not_published';
    }
    const hashes = chain.links.map(({hash}) => hash);
    switch (compareChain(published, hashes)) {
        case 'same':
            return 'same';
        case 'rotated':
            return 'older';
        case 'reset':
            return 'before_reset';
        case 'rolled_back':
            return 'newer';
        case 'forked':
            return 'unknown';
    }
}

/** Its keys are those that are published, or rotations lead from them to those. */
export function isCurrent(outcome: BackupOutcome): boolean {
    return outcome === 'same' || outcome === 'older';
}
