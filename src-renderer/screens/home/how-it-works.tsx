import { IconBolt, IconLibraryPhoto, IconPhotoSearch } from '@tabler/icons-react';
import classes from './how-it-works.module.css';

const STEPS = [
  {
    icon: IconLibraryPhoto,
    title: 'Pictures',
    text: 'A folder with one sub-folder a class is a data set. The sample is one to begin with.',
  },
  {
    icon: IconBolt,
    title: 'Train',
    text: 'AlexNet learns from them while you watch its loss fall and its accuracy rise.',
  },
  {
    icon: IconPhotoSearch,
    title: 'Classify',
    text: 'Drop a picture that it has never seen, and it says what it takes it for.',
  },
] as const;

/** The three things that one does here, for whoever sees the program for the first time. */
export function HowItWorks() {
  return (
    <ol className={classes.steps} aria-label="How it works">
      {STEPS.map(({ icon: Icon, title, text }) => (
        <li key={title}>
          <Icon size={24} stroke={1.5} aria-hidden />
          <div>
            <strong>{title}</strong>
            <p>{text}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
