import type {Brand} from '../../lib/brand';
import type {Bytes} from '../../lib/bytes';

/** An uncompressed point that lies on P-256. */
export type Point = Brand<Bytes, 'Point'>;

const POINT_LENGTH = 65;
const COORDINATE_LENGTH = 32;
const UNCOMPRESSED = 0x04;

// NIST P-256 (SP 800-186 §3.2.1.3): y² = x³ − 3x + b over the field of p elements.
const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/**
 * Whether bytes are a public key as protocol.md §1.1 wants it. Chromium, Firefox and Node import compressed points too,
 * so the first byte is looked at here. The curve's equation is checked here as well, since a decoder can't wait for
 * WebCrypto's import and must name the same failure as the server half; no secret is involved, so time may vary.
 */
export function isPoint(bytes: Bytes): bytes is Point {
    if (bytes.length !== POINT_LENGTH || bytes[0] !== UNCOMPRESSED) {
        return false;
    }
    const x = toInteger(bytes.subarray(1, 1 + COORDINATE_LENGTH));
    const y = toInteger(bytes.subarray(1 + COORDINATE_LENGTH));
    return x < P && y < P && (y * y - (x * x * x - 3n * x + B)) % P === 0n;
}

function toInteger(bytes: Uint8Array): bigint {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let integer = 0n;
    for (let offset = 0; offset < bytes.byteLength; offset += 8) {
        integer = (integer << 64n) | view.getBigUint64(offset);
    }
    return integer;
}
