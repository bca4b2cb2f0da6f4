/**
 * The dialog of a safety number, alone on the page or above the question about somebody whose key changed.
 *
 * @packageDocumentation
 */
import {SafetyNumberDialog} from '../../ui';
import type {Page} from '../page';
import {useComparison} from './use_comparison';
import {useSafetyNumber} from './use_safety_number';
import {nameOf, useHost} from './use_page';

interface SafetyNumberContainerProps {
    readonly page: Page;
    readonly userId: string;

    /** Where the host doesn't know the person. */
    readonly username: string;
    readonly onClose: () => void;
}

export function SafetyNumberContainer({page, userId, username, onClose}: SafetyNumberContainerProps) {
    const name = useHost((state) => nameOf(state, userId)) ?? username;
    const {number, isBusy, failure, askAgain, setVerified} = useSafetyNumber(page, userId);
    const comparing = useComparison(page, userId);
    return (
        <SafetyNumberDialog
            name={name}
            number={number}
            comparison={comparing.comparison}
            camera={comparing.camera}
            isBusy={isBusy}
            failure={failure ?? comparing.failure}
            onRetry={askAgain}
            onCompareText={comparing.compareText}
            onComparePicture={comparing.comparePicture}
            onStartCamera={comparing.startCamera}
            onStopCamera={comparing.stopCamera}
            onFrame={comparing.lookAt}
            onSetVerified={setVerified}
            onClose={onClose}
        />
    );
}
