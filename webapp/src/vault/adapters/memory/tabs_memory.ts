import type {TabMessage, Tabs} from '../../identity/tabs';

/** In-memory twin of `BroadcastTabs`: one set stands for all tabs of one member in one browser. */
export class MemoryTabs implements Tabs {
    readonly #all: Set<MemoryTabs>;
    #listener: ((message: TabMessage) => void) | undefined;

    constructor(all: Set<MemoryTabs>) {
        this.#all = all;
        all.add(this);
    }

    tell(message: TabMessage): void {
        for (const tab of this.#all) {
            if (tab !== this) {
                queueMicrotask(() => tab.#listener?.(message));
            }
        }
    }

    onMessage(listener: (message: TabMessage) => void): void {
        this.#listener = listener;
    }

    close(): void {
        this.#all.delete(this);
        this.#listener = undefined;
    }
}
