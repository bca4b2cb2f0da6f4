import {Failure} from '../../lib/errors';

const ATTEMPTS = 5;

/**
 * Repeats a read-decide-commit until its commit went through: `attempt` resolves to undefined where somebody else wrote first
 * (docs/architecture.md §9). @throws Failure `conflict` after several
 */
export async function startOver<Result>(attempt: () => Promise<Result | undefined>): Promise<Result> {
    for (let count = 0; count < ATTEMPTS; count++) {
        const result = await attempt();
        if (result !== undefined) {
            return result;
        }
    }
    throw new Failure('conflict');
}
