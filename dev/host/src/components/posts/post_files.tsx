import type {FileInfo} from '@mattermost/types/files';
import type {Post} from '@mattermost/types/posts';
import {makeGetFilesForPost} from 'mattermost-redux/selectors/entities/files';
import {getFileUrl} from 'mattermost-redux/utils/file_utils';
import {useMemo} from 'react';
import {useSelector} from 'react-redux';

import type {HostState} from '../../types';

export function PostFiles({post}: {post: Post}) {
    const getFiles = useMemo(() => makeGetFilesForPost(), []);
    const files = useSelector((state: HostState) => getFiles(state, post.id));
    if (files.length === 0) {
        return null;
    }
    return (
        <div className="post-image__columns" data-testid="fileAttachmentList">
            {files.map((file) => (
                <FileCard key={file.id} file={file} />
            ))}
        </div>
    );
}

function FileCard({file}: {file: FileInfo}) {
    return (
        <div className="post-image__column">
            <a className="post-image__thumbnail" href={getFileUrl(file.id)} download={file.name}>
                <span className="post-image__name">{file.name}</span>
            </a>
        </div>
    );
}
