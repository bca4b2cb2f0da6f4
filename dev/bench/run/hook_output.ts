import type {Figures} from '../judging/figures';

const LINE = /^BenchmarkNewPost\/(pass|refuse)\/(\d+)_members\S*\s+\d+\s+([\d.]+) ns\/op\s+(\d+) B\/op\s+(\d+) allocs\/op$/;

/** The lines that `go test -bench -benchmem` writes. */
export function parseHook(output: string): Figures {
    const figures: Record<string, number> = {};
    for (const line of output.split('\n')) {
        const [, what, members, ns, bytes, allocations] = LINE.exec(line) ?? [];
        if (what !== undefined) {
            const name = `hook.${what}.${members}`;
            Object.assign(figures, {
                [`${name}.ns`]: Number(ns),
                [`${name}.bytes`]: Number(bytes),
                [`${name}.allocations`]: Number(allocations),
            });
        }
    }
    return figures;
}
