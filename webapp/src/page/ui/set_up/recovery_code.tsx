/**
 * The recovery code as a person reads, types and keeps it: groups of five (protocol.md §7.1). Only its spelling is
 * known here; whether a code is right is for the vault to say.
 *
 * @packageDocumentation
 */
import {useSay} from '../words/messages';
import {groupsOf} from './code_groups';

/** The code on display: one text to select and read, in groups to the eye. */
export function RecoveryCode({code}: {readonly code: string}) {
    const say = useSay();
    return (
        <output className="e2ee-code" aria-label={say('e2ee.set_up.code.label')} data-testid="e2ee-recovery-code">
            {code}
        </output>
    );
}

/** What was typed, grouped, so that a wrong group is found at a glance. `wrongGroup` is 1-based. */
export function TypedGroups({typed, wrongGroup}: {readonly typed: string; readonly wrongGroup: number | undefined}) {
    const say = useSay();
    const groups = groupsOf(typed);
    if (groups.length === 0) {
        return null;
    }
    return (
        <ol className="e2ee-groups" aria-label={say('e2ee.set_up.restore.groups')}>
            {groups.map((group, index) => (
                <li key={index} className="e2ee-groups__group" data-wrong={index + 1 === wrongGroup}>
                    {group}
                </li>
            ))}
        </ol>
    );
}
