// What keeps a pod's namespaces: waits until it is told to end, and reaps what is left to it. With -v, as the job runs it by
// which kubeadm looks before an upgrade whether pods can be made, it says what it is and ends.
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void end(int number) { _exit(0); }
static void reap(int number) {
  while (waitpid(-1, 0, WNOHANG) > 0) {}
}

int main(int count, char **words) {
  if (count > 1 && strcmp(words[1], "-v") == 0) return puts("pause") < 0;
  signal(SIGINT, end);
  signal(SIGTERM, end);
  signal(SIGCHLD, reap);
  for (;;) pause();
}
