/**
 * An interruption at one step of many: at the n-th call of what a vault stores and asks.
 *
 * @packageDocumentation
 */
import {Failure} from '../../src/lib/errors';

export interface CutKind {
    /** Whether the call took effect. */
    readonly took: boolean;

    /** Whether the worker ends there, and never hears that it failed. */
    readonly dies: boolean;
}

/** Calls that change something; for the others it is the same whether they took effect. */
export const CHANGING: ReadonlySet<string> = new Set([
    'publish',
    'storeBundle',
    'storeRecoveryKey',
    'addPending',
    'activate',
    'noteBackedUp',
]);

/** Of what the browser stores; the others are asked over the network. */
const STORED: ReadonlySet<string> = new Set(['pinServerId', 'read', 'addPending', 'activate', 'readBackedUp', 'noteBackedUp']);

type Methods = Readonly<Record<string, ((...args: readonly unknown[]) => Promise<unknown>) | undefined>>;

const NEVER = new Promise<never>(() => undefined);

export class Cut {
    /** Names of the methods that were called, in order. */
    readonly called: string[] = [];

    /** Resolves when the cut was made. */
    readonly made: Promise<void>;
    private isArmed = false;
    private make: () => void = () => undefined;

    /** @param step 1-based, counted from `arm` on; 0 never cuts */
    constructor(
        private readonly step: number,
        private readonly kind: CutKind = {took: false, dies: false},
    ) {
        this.made = new Promise((resolve) => (this.make = resolve));
    }

    arm(): void {
        this.isArmed = true;
    }

    /** Stands before each method of `part`. */
    readonly through = <Part extends object>(part: Part): Part =>
        new Proxy(part, {
            get: (target, name) => {
                const method = (target as unknown as Methods)[name as string];
                return typeof method === 'function'
                    ? (...args: unknown[]) => this.call(name as string, () => method.apply(target, args))
                    : method;
            },
        });

    private async call(name: string, method: () => Promise<unknown>): Promise<unknown> {
        if (!this.isArmed) {
            return method();
        }
        this.called.push(name);
        if (this.called.length !== this.step) {
            return method();
        }
        if (this.kind.took) {
            await method();
        }
        this.make();
        if (this.kind.dies) {
            return NEVER;
        }
        throw new Failure(STORED.has(name) ? 'storage_lost' : 'offline');
    }
}
