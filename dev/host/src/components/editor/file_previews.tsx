import type {FileInfo} from '@mattermost/types/files';

import type {UploadProgress} from './use_uploads';

interface Props {
    files: FileInfo[];
    pending: string[];
    progress: Record<string, UploadProgress>;
    onRemove: (id: string) => void;
}

export function FilePreviews({files, pending, progress, onRemove}: Props) {
    if (files.length === 0 && pending.length === 0) {
        return null;
    }
    return (
        <div className="file-preview__container">
            {files.map(({id, name, size}) => (
                <Card key={id} name={name} detail={`${size} B`} onRemove={() => onRemove(id)} />
            ))}
            {pending.map((clientId) => {
                const upload = progress[clientId];
                return upload ? (
                    <Card
                        key={clientId}
                        name={upload.name}
                        detail={upload.percent === 100 ? 'Processing...' : `Uploading... (${upload.percent}%)`}
                        onRemove={() => onRemove(clientId)}
                    />
                ) : null;
            })}
        </div>
    );
}

function Card({name, detail, onRemove}: {name: string; detail: string; onRemove: () => void}) {
    return (
        <div className="file-preview post-image__column">
            <span className="post-image__name">{name}</span>
            <span className="post-image__uploadingTxt">{detail}</span>
            <a className="file-preview__remove" role="button" aria-label="Remove file" onClick={onRemove}>
                {'×'}
            </a>
        </div>
    );
}
