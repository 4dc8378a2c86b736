// A moment of praise for the whole room, over whatever is on the projector. Praise for one child is between the two.
import './praise-moment.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';

const t = liveTexts({ praise: 'Hebat, kalian semua!' }, { praise: 'Well done, all of you!' });

/** ms that it stays. */
const SHOWN = 6_000;
const STARS = 12;

/** On an oval around the words, wide as a screen is. */
function placeOf(star: number): Record<string, string> {
  const turn = (2 * Math.PI * star) / STARS;
  return { '--x': `${(40 * Math.sin(turn)).toFixed(1)}vw`, '--y': `${(-36 * Math.cos(turn)).toFixed(1)}vh` };
}

/** `praised`: how often everybody was praised so far. What was before this screen is over. */
export function PraiseMoment({ praised }: { praised: number }) {
  const [shown, show] = useState(false);
  const before = useRef(praised);
  useEffect(() => {
    if (praised <= before.current) return undefined;
    before.current = praised;
    show(true);
    const timer = setTimeout(() => show(false), SHOWN);
    return () => clearTimeout(timer);
  }, [praised]);
  return (
    <div class="praise-moment" role="status" data-shown={shown}>
      {shown && (
        <>
          {Array.from({ length: STARS }, (_, i) => (
            <span key={i} class="praise-star" style={placeOf(i)}>
              <Icon name="star" />
            </span>
          ))}
          <p>{t('praise')}</p>
        </>
      )}
    </div>
  );
}
