/**
 * Reads QR codes from pictures and from frames of a camera. Loaded only when one is to be read: a file of its own, with the library
 * in it. Browsers that can read them by themselves are a minority, and would be one more way to be tested.
 *
 * @packageDocumentation
 */
import {decodeQR} from 'qr/decode.js';

/** Photographs are larger than a code needs; looking through all of one would keep the page busy. */
const MAX_SIDE = 1_024;

export interface Picture {
    readonly source: CanvasImageSource;
    readonly width: number;
    readonly height: number;
}

/** The text of the code; undefined where none is found. */
export function readQr({source, width, height}: Picture): string | undefined {
    const scale = Math.min(1, MAX_SIDE / Math.max(width, height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const context = canvas.getContext('2d', {willReadFrequently: true});
    if (context === null || canvas.width === 0 || canvas.height === 0) {
        return undefined;
    }
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
    return decoded(context.getImageData(0, 0, canvas.width, canvas.height));
}

/** The library throws for whatever isn't a code. */
export function decoded(image: Pick<ImageData, 'data' | 'width' | 'height'>): string | undefined {
    try {
        return decodeQR(image);
    } catch {
        return undefined;
    }
}

/** A picture of the member's own; undefined where the browser can't read the file as one. */
export async function readQrFile(file: Blob): Promise<string | undefined> {
    const bitmap = await createImageBitmap(file).catch(() => undefined);
    if (bitmap === undefined) {
        return undefined;
    }
    try {
        return readQr({source: bitmap, width: bitmap.width, height: bitmap.height});
    } finally {
        bitmap.close();
    }
}
