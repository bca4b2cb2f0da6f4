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
}

export function SetUpDialogContainer({page, wish}: SetUpDialogContainerProps) {
    const setUp = useSetUp(page, wish);
    const isOver = setUp === undefined || setUp.step.kind === 'done';
    useEffect(() => {
        if (isOver) {
            page.dialog.set({kind: 'none'});
        }
    }, [page, isOver]);
    if (setUp === undefined || setUp.step.kind === 'done') {
        return null;
    }
    return <SetUpDialog {...setUp} step={setUp.step} onClose={() => page.dialog.set({kind: 'none'})} />;
}
