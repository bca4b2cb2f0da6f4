import type {ProtocolCode} from '../../../../src/lib/errors';
import type {JsonObject} from '../vector_file';

/** A vector without its output. What is expected is stated by hand; what comes out of a valid one is computed and reviewed. */
export interface Plan {
    readonly id: string;
    readonly comment: string;
    readonly input: JsonObject;
    readonly expect: 'ok' | ProtocolCode;
}
