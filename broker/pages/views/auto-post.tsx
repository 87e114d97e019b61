import { Button } from '../components/button.tsx';

/** A form to another site with a button for those without script. Give its action to `renderPage` as the only form action. */
export function AutoPostPage(props: {
  title: string;
  text: string;
  action: string;
  fields: Readonly<Record<string, string>>;
  buttonText: string;
}) {
  return (
    <form class="stack" method="post" action={props.action} data-auto-submit="">
      <h1>{props.title}</h1>
      <p class="subtle">{props.text}</p>
      {Object.entries(props.fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button wide>{props.buttonText}</Button>
    </form>
  );
}
