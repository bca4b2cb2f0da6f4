import {UserSettingsModal} from '../modals/user_settings_modal';
import {ModalIdentifiers, openModal} from '../state/modal_actions';

export function openSettings(dialogProps: {activeTab?: string} = {}) {
    return openModal({modalId: ModalIdentifiers.userSettings, dialogType: UserSettingsModal, dialogProps});
}
