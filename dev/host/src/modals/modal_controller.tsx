import {useSelector} from 'react-redux';

import {PluginBoundary} from '../components/pluggable';
import {useHostDispatch} from '../hooks';
import {closeModal} from '../state/modal_actions';
import type {HostState} from '../types';

/** Draws what was opened with `openModal`; a modal goes when it calls `onExited` (or the older `onHide`). */
export function ModalController() {
    const dispatch = useHostDispatch();
    const open = useSelector((state: HostState) => state.views.modals.modalState);
    return (
        <>
            {Object.entries(open).map(([modalId, {dialogType: Dialog, dialogProps}]) => {
                const close = () => dispatch(closeModal(modalId));
                const exited = () => {
                    (dialogProps.onExited as (() => void) | undefined)?.();
                    close();
                };
                return (
                    <PluginBoundary key={modalId}>
                        <Dialog {...dialogProps} onExited={exited} onHide={exited} show={true} />
                    </PluginBoundary>
                );
            })}
        </>
    );
}
