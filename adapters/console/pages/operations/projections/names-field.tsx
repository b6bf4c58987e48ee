type Props = {
  readonly names: readonly string[];
  readonly chosen: readonly string[];
  readonly onChosen: (names: readonly string[]) => void;
};

/** Which read models; none chosen means all of them. */
export const NamesField = ({ names, chosen, onChosen }: Props) => (
  <fieldset class="stack-tight">
    <legend class="label">Read models</legend>
    <p class="hint muted small">
      {chosen.length === 0
        ? `All ${names.length}, as long as none is chosen.`
        : `${chosen.length} of ${names.length}`}
    </p>
    <div class="checks">
      {names.map((name) => (
        <label class="choice small" key={name}>
          <input
            type="checkbox"
            checked={chosen.includes(name)}
            onChange={(event) => {
              const others = chosen.filter((other) => other !== name);
              onChosen(event.currentTarget.checked ? [...others, name] : others);
            }}
          />
          {name}
        </label>
      ))}
    </div>
  </fieldset>
);
