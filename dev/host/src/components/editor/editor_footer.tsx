import {getUsers} from 'mattermost-redux/selectors/entities/users';
import {useSelector} from 'react-redux';

import {isUnknownCommand} from '../../actions/submit';
import type {HostState, ServerError} from '../../types';

interface Props {
    channelId: string;
    rootId: string;
    error: ServerError | null;
    isEditBox: boolean;
    onSendAsMessage: () => void;
}

export function EditorFooter({channelId, rootId, error, isEditBox, onSendAsMessage}: Props) {
    return (
        <div id="postCreateFooter" className="AdvancedTextEditor__footer">
            {!isEditBox && <TypingIndicator typingKey={channelId + rootId} />}
            {error && (
                <div className="has-error">
                    {isUnknownCommand(error) ? (
                        <UnknownCommand line={error.submittedMessage ?? ''} onSendAsMessage={onSendAsMessage} />
                    ) : (
                        <label className="control-label">{error.message}</label>
                    )}
                </div>
            )}
        </div>
    );
}

function UnknownCommand({line, onSendAsMessage}: {line: string; onSendAsMessage: () => void}) {
    const [command] = line.split(' ');
    return (
        <div className="control-label">
            {`Command with a trigger of '${command}' not found. `}
            <a role="button" onClick={onSendAsMessage}>
                {'Click here to send as a message.'}
            </a>
        </div>
    );
}

function TypingIndicator({typingKey}: {typingKey: string}) {
    const typing = useSelector((state: HostState) => state.entities.typing[typingKey]);
    const users = useSelector(getUsers);
    const names = Object.keys(typing ?? {}).map((userId) => users[userId]?.username ?? 'Someone');
    return <span className="msg-typing">{names.length > 0 && `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} typing...`}</span>;
}

export function EditButtons({onSave, onCancel}: {onSave: () => void; onCancel: () => void}) {
    return (
        <div className="post-body__footer">
            <button type="button" className="save btn btn-primary" onClick={onSave}>
                {'Save'}
            </button>
            <button type="button" className="cancel btn" onClick={onCancel}>
                {'Cancel'}
            </button>
        </div>
    );
}
