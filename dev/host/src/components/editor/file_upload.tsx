import {useRef, useState} from 'react';

import {useRegistered} from '../pluggable';

/** The button opens the picker at once, or a menu once a plugin has registered an upload method. */
export function FileUpload({onFiles}: {onFiles: (files: File[]) => void}) {
    const input = useRef<HTMLInputElement>(null);
    const methods = useRegistered('FileUploadMethod');
    const [isOpen, setOpen] = useState(false);
    const pick = () => {
        setOpen(false);
        input.current?.click();
    };
    return (
        <span className="file-upload">
            <input
                ref={input}
                type="file"
                multiple={true}
                hidden={true}
                onChange={(event) => {
                    onFiles([...(event.target.files ?? [])]);
                    event.target.value = '';
                }}
            />
            <button
                id="fileUploadButton"
                type="button"
                aria-label="attachment"
                onClick={() => (methods.length > 0 ? setOpen(!isOpen) : pick())}
            >
                {'📎'}
            </button>
            {isOpen && (
                <ul id="fileUploadOptions" role="menu" className="menu">
                    <li role="menuitem" onClick={pick}>
                        {'Your computer'}
                    </li>
                    {methods.map((method) => (
                        <li
                            key={method.id}
                            role="menuitem"
                            onClick={() => {
                                setOpen(false);
                                (method.action as (upload: (files: File[]) => void) => void)(onFiles);
                            }}
                        >
                            {method.icon}
                            {method.text}
                        </li>
                    ))}
                </ul>
            )}
        </span>
    );
}
