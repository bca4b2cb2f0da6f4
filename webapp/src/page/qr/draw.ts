/**
 * Draws QR codes. Loaded only when one is shown: a file of its own, with the library in it.
 *
 * @packageDocumentation
 */
import {encodeQR} from 'qr';

/** Rows of modules; `true` is dark. With the white zone around them, without which readers find nothing. */
export function qrModules(text: string): ReadonlyArray<readonly boolean[]> {
    return encodeQR(text, 'raw', {ecc: 'medium', border: 4});
}
