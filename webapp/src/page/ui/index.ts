/** All that `page/mattermost` needs of the components. Styles are `./styles.css`, imported once by the composition root. */
export * from './props';
export {ChannelDialog} from './channel/channel_dialog';
export {ComposerLock} from './composer/composer_lock';
export {ComposerNotice} from './composer/composer_notice';
export {UnacknowledgedTexts} from './composer/unacknowledged_texts';
export {HeldDialog} from './held/held_dialog';
export {ChannelPanel} from './panel/channel_panel';
export {LockIcon} from './parts/lock_icon';
export {ClearPost} from './post/clear_post';
export {RemoteImage} from './post/remote_image';
export {SealedPost} from './post/sealed_post';
export {SafetyNumberDialog} from './safety_number/safety_number_dialog';
export {VerifyButton} from './safety_number/verify_button';
export {Settings} from './settings/settings';
export {firstSetUpStep} from './set_up/first_step';
export type {CommandAnswer, StatusAnswer, UnsupportedFeature, Words} from './words/words';
export {wordsIn} from './words/words_in';
