/** Something that the person at the keyboard can act on: printed as it is, without a stack trace. */
export class StackFailure extends Error {
    override readonly name = 'StackFailure';
}

/** The text of whatever was thrown. */
export function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
