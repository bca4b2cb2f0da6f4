import type {ReactNode} from 'react';

import {Glyph} from '../parts/glyph';
import {useSay} from '../words/messages';
import type {BackupReminder} from './props';

interface ReminderProps {
    readonly reminder: BackupReminder;

    /** The way to what it asks for, where that isn't beside it. */
    readonly children?: ReactNode;
}

/** One line about a backup that may not be there when it is needed. */
export function Reminder({reminder, children}: ReminderProps) {
    const say = useSay();
    if (reminder === 'none') {
        return null;
    }
    const isLoud = reminder !== 'unchecked';
    return (
        <p className={`e2ee-reminder e2ee-reminder--${isLoud ? 'loud' : 'quiet'}`}>
            {isLoud ? <Glyph name="warning" size={18} /> : null}
            <span>
                {say(`e2ee.reminder.${reminder}`)} {children}
            </span>
        </p>
    );
}
