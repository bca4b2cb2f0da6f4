/**
 * Set-up by itself, from wherever no channel's dialog is around it.
 *
 * @packageDocumentation
 */
import {useEffect} from 'react';

import {SetUpDialog} from '../../ui';
import type {SetUpWish} from '../../ui';
import type {Page} from '../page';
import {useSetUp} from './set_up_flow';

interface SetUpDialogContainerProps {
    readonly page: Page;
    readonly wish: SetUpWish | undefined;

    /** Also once it is over. */
    readonly onClose: () => void;
}

export function SetUpDialogContainer({page, wish, onClose}: SetUpDialogContainerProps) {
    const setUp = useSetUp(page, wish);
    const isOver = setUp === undefined || setUp.step.kind === 'done';
    useEffect(() => {
        if (isOver) {
            onClose();
        }
    }, [isOver, onClose]);
    if (setUp === undefined || setUp.step.kind === 'done') {
        return null;
    }
    return <SetUpDialog {...setUp} step={setUp.step} onClose={onClose} />;
}
