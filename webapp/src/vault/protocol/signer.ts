import type {VerificationKey} from '../crypto/keys';
import type {UserId} from './ids';

/**
 * The imported signing key of a person's generation, from their pinned and verified chain; `undefined` where no such
 * record is known. Callers keep the imported keys: importing costs about as much as a hash, checking far more.
 */
export type ResolveSigner = (userId: UserId, generation: number) => Promise<VerificationKey | undefined>;
