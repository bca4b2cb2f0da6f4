import type {ComponentType} from 'react';

import {ActionTypes} from './action_types';

export const ModalIdentifiers = {
    deletePost: 'delete_post',
    userSettings: 'user_settings',
    resetStatus: 'reset_status',
} as const;

interface ModalRequest<P> {
    modalId: string;
    dialogType: ComponentType<P>;
    dialogProps?: Omit<P, 'onExited'>;
}

export function openModal<P>(modal: ModalRequest<P>) {
    return {type: ActionTypes.openModal, ...modal};
}

export function closeModal(modalId: string) {
    return {type: ActionTypes.closeModal, modalId};
}
