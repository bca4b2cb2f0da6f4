/**
 * The parts of the bundle that draw and read QR codes, loaded when they are needed. After an update of the plugin their files are
 * gone (docs/platform-notes.md §1.5): only a new load of the page helps then, as with the worker's.
 *
 * @packageDocumentation
 */
import {Failure} from '../../lib/errors';
import type * as Draw from '../qr/draw';
import type * as Read from '../qr/read';

export interface QrParts {
    /** Throws a {@link Failure}. */
    draw(): Promise<typeof Draw>;
    read(): Promise<typeof Read>;
}

export const qrParts: QrParts = {
    draw: () => loaded(import(/* webpackChunkName: "qr_draw" */ '../qr/draw')),
    read: () => loaded(import(/* webpackChunkName: "qr_read" */ '../qr/read')),
};

function loaded<Part>(part: Promise<Part>): Promise<Part> {
    return part.catch((cause: unknown) => {
        throw new Failure('vault_gone', {cause});
    });
}
