import {UserTypes} from 'mattermost-redux/action_types';
import type {ComponentType} from 'react';
import type {AnyAction} from 'redux';

import {ActionTypes} from './action_types';

export interface OpenModal {
    dialogType: ComponentType<Record<string, unknown>>;
    dialogProps: Record<string, unknown>;
}

export interface ModalState {
    modalState: Record<string, OpenModal>;
}

const nothingOpen: ModalState = {modalState: {}};

export function modalsReducer(state: ModalState = nothingOpen, action: AnyAction): ModalState {
    switch (action.type) {
        case ActionTypes.openModal: {
            const {modalId, dialogType, dialogProps} = action as unknown as OpenModal & {modalId: string};
            return {modalState: {...state.modalState, [modalId]: {dialogType, dialogProps: dialogProps ?? {}}}};
        }
        case ActionTypes.closeModal: {
            const {[action.modalId as string]: _closed, ...modalState} = state.modalState;
            return {modalState};
        }
        case UserTypes.LOGOUT_SUCCESS:
            return nothingOpen;
        default:
            return state;
    }
}
