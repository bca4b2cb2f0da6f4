/**
 * Whether a dialog of ours can be drawn at all: the host's pop-out of a thread runs the hooks and mounts no root component
 * (docs/platform-notes.md §1.7). A question that nobody can see must not keep a post waiting for ever.
 *
 * @packageDocumentation
 */
export class DialogPlaces {
    private count = 0;

    /** Returns what to call when the place is gone. */
    open(): () => void {
        this.count++;
        return () => {
            this.count--;
        };
    }

    get isOpen(): boolean {
        return this.count > 0;
    }
}
