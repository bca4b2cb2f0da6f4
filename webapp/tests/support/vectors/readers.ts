/**
 * How each file of docs/vectors is read: an input in, what the code makes of it out. A reader takes its whole input
 * before it does anything, so that a field which nobody looks at comes out.
 *
 * @packageDocumentation
 */
import {backupReaders} from './readers_backup';
import {encodingReaders} from './readers_encoding';
import {envelopeReaders} from './readers_envelope';
import {identityReaders} from './readers_identity';
import type {Input} from './input';
import type {JsonObject} from './vector_file';

export type Reader = (input: Input) => JsonObject | Promise<JsonObject>;
export type Readers = Readonly<Record<string, Reader>>;

/** By the name of the file, without `.json`. */
export const READERS: Readers = {...encodingReaders, ...identityReaders, ...envelopeReaders, ...backupReaders};
