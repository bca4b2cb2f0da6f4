import type {Suggestion} from './suggestion_sources';

interface Props {
    items: Suggestion[];
    selected: number;
    onChoose: (item: Suggestion) => void;
}

export function SuggestionList({items, selected, onChoose}: Props) {
    if (items.length === 0) {
        return null;
    }
    return (
        <ul id="suggestionList" role="listbox" className="suggestion-list">
            {items.map((item, index) => (
                <li
                    key={item.term}
                    id={`suggestionList_item_${item.term}`}
                    data-testid={item.testId}
                    role="option"
                    aria-selected={index === selected}
                    onMouseDown={(event) => {
                        event.preventDefault();
                        onChoose(item);
                    }}
                >
                    <span>{item.term}</span>
                    {item.hint && <small>{item.hint}</small>}
                </li>
            ))}
        </ul>
    );
}
