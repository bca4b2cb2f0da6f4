import {Dialog} from '../parts/dialog';
import {Glyph} from '../parts/glyph';
import {useSay} from '../words/messages';
import type {SetUpDialogProps} from './props';
import {SetUp, isSetUpBusy, setUpTitleId} from './set_up';

/** Set-up by itself, where no channel asked for it: from a banner, a post, a command or the settings. */
export function SetUpDialog(props: SetUpDialogProps) {
    const say = useSay();
    return (
        <Dialog
            name="set_up"
            title={say(setUpTitleId(props.step))}
            icon={<Glyph name="key" size={24} />}
            isBusy={isSetUpBusy(props)}
            onClose={props.onClose}
        >
            <SetUp {...props} />
        </Dialog>
    );
}
