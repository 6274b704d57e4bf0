/**
 * Sends the requests of a list, one after the other, and ends at the first answer that the list does not accept. A line of
 * the list is a verb, the accepted codes with commas between them, a path, and the file of the body or `-`. The verb LOGIN is
 * a POST whose answer has an `accessToken` for all requests that follow.
 */
export const APPLY = `set -eu
token=
while read -r verb accepted path body; do
  method=$verb
  if [ "$verb" = LOGIN ]; then method=POST; fi
  set -- --silent --show-error --max-time 60 --request "$method" --header "Content-Type: $CONTENT_TYPE"
  if [ "$body" != - ]; then set -- "$@" --data-binary "@$REQUESTS/$body"; fi
  if [ -n "$token" ]; then set -- "$@" --header "accessToken: $token"; fi
  if [ -n "\${TLS:-}" ]; then set -- "$@" --cacert "$TLS/ca.crt" --cert "$TLS/tls.crt" --key "$TLS/tls.key"; fi
  code=$(curl "$@" --output "$WORK/answer" --write-out '%{http_code}' "$URL$path" </dev/null) || code=none
  case ",$accepted," in
  *",$code,"*) ;;
  *)
    echo "$method $path: $code" >&2
    if [ "$code" != none ]; then cat "$WORK/answer" >&2; fi
    exit 1
    ;;
  esac
  if [ "$verb" = LOGIN ]; then
    token=$(sed -n 's/.*"accessToken" *: *"\\([^"]*\\)".*/\\1/p' "$WORK/answer")
    if [ -z "$token" ]; then
      echo "$path: the answer has no accessToken" >&2
      exit 1
    fi
  fi
done <"$REQUESTS/list"
`;

/** Applies the list until it was accepted as a whole, notes that, and waits to be replaced by one with another list. */
export const RUN = `trap 'exit 0' TERM
until sh "$SCRIPTS/apply.sh"; do
  sleep 5 &
  wait $!
done
touch "$WORK/applied"
while :; do
  sleep 3600 &
  wait $!
done
`;
