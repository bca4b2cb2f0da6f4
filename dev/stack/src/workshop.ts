import {join} from 'node:path';

import type {StateFolder} from './paths';
import type {Progress} from './progress/progress';
import type {Supervisor} from './supervisor/processes';
import {unlessUnchanged} from './unless_unchanged';
import type {BuildStep} from './unless_unchanged';

/** What every build works with. */
export interface Workshop {
    readonly state: StateFolder;
    readonly supervisor: Supervisor;
    readonly progress: Progress;
}

/** Builds unless that was done from the same inputs before, and shows progress only if there is something to do. */
export async function buildStep(
    {state, progress}: Workshop,
    step: Omit<BuildStep, 'stamp'> & {readonly name: string; readonly title: string},
    build: () => Promise<void>,
): Promise<void> {
    await unlessUnchanged({...step, stamp: join(state.build, `${step.name}.stamp`)}, () => progress.step(step.title, build));
}
