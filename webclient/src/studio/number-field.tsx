// A number that is typed or stepped. While it is typed it may be anything; only numbers are passed on.
import { useState } from 'preact/hooks';
import { Field } from '../ui/controls.tsx';

interface NumberFieldProps {
  label: string;
  value: number;
  step?: number;
  onChange: (value: number) => void;
}

export function NumberField({ label, value, step = 1, onChange }: NumberFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Field
      label={label}
      control={(ties) => (
        <input
          {...ties}
          type="number"
          inputMode="decimal"
          step={step}
          value={typed ?? String(value)}
          onInput={({ currentTarget }) => {
            setTyped(currentTarget.value);
            const number = currentTarget.valueAsNumber;
            if (Number.isFinite(number)) onChange(number);
          }}
          onBlur={() => setTyped(null)}
          onKeyDown={({ ctrlKey, metaKey }) => (ctrlKey || metaKey) && setTyped(null)}
        />
      )}
    />
  );
}
