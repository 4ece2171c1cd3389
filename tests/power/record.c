/* Preloaded into the program by tests/it/support/power/: records, in one order, what it does to the files of a folder
 * and what it says over sockets, so that a test can tell what a power cut would have left. It can also make calls fail.
 *
 *   POWER_LOG     the file of the records; without it nothing is recorded
 *   POWER_FOLDER  the folder whose files are recorded
 *   POWER_FAIL    n: the n-th write or sync of a file there fails; n+: it and all that follow
 *   POWER_ERRNO   what it fails with
 *
 * A record is a line, followed by its bytes and a line break: kind, process, length of the bytes, two numbers, path.
 *   W write at an offset    T cut to a length    C created    U deleted    R renamed (the bytes are the new path)
 *   B a sync began    E it ended well (the first number is its own)    S sent to a socket (the first number is the port)
 */
#define _GNU_SOURCE
#undef _FORTIFY_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* So much of what is sent is kept: a status line, a recipient. */
#define SAID 160

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;
static const char *folder;
static size_t folder_length;
static long counted, fail_at, synced;
static int fail_on, fail_with;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("POWER_LOG"), *fail = getenv("POWER_FAIL"), *with = getenv("POWER_ERRNO");
  folder = getenv("POWER_FOLDER");
  if (!folder) return;
  folder_length = strlen(folder);
  if (path) log_fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (fail) {
    fail_at = atol(fail);
    fail_on = strchr(fail, '+') != NULL;
    fail_with = with ? atoi(with) : EIO;
  }
}

/* What follows is written at once, so that the records of several processes do not mix. */
static void note(char kind, size_t length, long one, long two, const char *path, const void *bytes) {
  char head[PATH_MAX + 96];
  int saved = errno;
  if (log_fd < 0) return;
  int n = snprintf(head, sizeof head, "%c %d %zu %ld %ld %s\n", kind, (int)getpid(), length, one, two, path);
  struct iovec parts[3] = {{head, (size_t)n}, {(void *)bytes, length}, {"\n", 1}};
  ssize_t written = syscall(SYS_writev, log_fd, parts, 3);
  if (written != (ssize_t)(n + length + 1)) {
    static const char broken[] = "the log of the power cuts could not be written\n";
    syscall(SYS_write, 2, broken, sizeof broken - 1);
    syscall(SYS_exit_group, 99);
  }
  errno = saved;
}

static int inside(const char *path) {
  return folder && strncmp(path, folder, folder_length) == 0 && (path[folder_length] == '/' || !path[folder_length]) &&
         !strstr(path, "-shm");
}

/* The path of an open file of the folder. */
static int is_file(int fd, char path[PATH_MAX]) {
  char link[40];
  if (!folder || fd == log_fd) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  int saved = errno;
  ssize_t n = readlink(link, path, PATH_MAX - 1);
  errno = saved;
  if (n <= 0) return 0;
  path[n] = 0;
  return inside(path) && !strstr(path, " (deleted)");
}

/* The path as the folder is named, of a path that may be relative. */
static int is_path(const char *path, char whole[PATH_MAX]) {
  if (!folder || !path) return 0;
  if (path[0] == '/') {
    snprintf(whole, PATH_MAX, "%s", path);
  } else {
    if (!getcwd(whole, PATH_MAX)) return 0;
    size_t n = strlen(whole);
    snprintf(whole + n, PATH_MAX - n, "/%s", path);
  }
  return inside(whole);
}

/* Whether this call is the one that fails. Called in turn. */
static int fails(void) {
  counted++;
  if (!fail_at || counted < fail_at || (counted > fail_at && !fail_on)) return 0;
  errno = fail_with;
  return 1;
}

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static void said(int fd, const void *bytes, size_t length) {
  struct sockaddr_storage peer;
  socklen_t size = sizeof peer;
  int saved = errno;
  long port = 0;
  if (log_fd < 0) return;
  if (getpeername(fd, (struct sockaddr *)&peer, &size) == 0) {
    if (peer.ss_family == AF_INET) port = ntohs(((struct sockaddr_in *)&peer)->sin_port);
    if (peer.ss_family == AF_INET6) port = ntohs(((struct sockaddr_in6 *)&peer)->sin6_port);
  }
  errno = saved;
  if (!port) return;
  pthread_mutex_lock(&turn);
  /* Before it leaves: whoever reads it may act on it from now on. */
  note('S', length < SAID ? length : SAID, port, (long)length, "-", bytes);
  pthread_mutex_unlock(&turn);
}

static ssize_t put(int fd, const void *bytes, size_t length, off64_t at, int moves) {
  char path[PATH_MAX];
  if (!is_file(fd, path)) {
    if (moves) {
      said(fd, bytes, length);
      return REAL(write)(fd, bytes, length);
    }
    return REAL(pwrite64)(fd, bytes, length, at);
  }
  pthread_mutex_lock(&turn);
  ssize_t done = -1;
  if (!fails()) {
    if (moves) {
      int flags = fcntl(fd, F_GETFL);
      at = flags & O_APPEND ? lseek64(fd, 0, SEEK_END) : lseek64(fd, 0, SEEK_CUR);
      done = REAL(write)(fd, bytes, length);
    } else {
      done = REAL(pwrite64)(fd, bytes, length, at);
    }
    if (done > 0) note('W', (size_t)done, (long)at, 0, path, bytes);
  }
  int saved = errno;
  pthread_mutex_unlock(&turn);
  errno = saved;
  return done;
}

ssize_t write(int fd, const void *bytes, size_t length) { return put(fd, bytes, length, 0, 1); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return put(fd, bytes, length, at, 0); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) { return put(fd, bytes, length, at, 0); }

ssize_t writev(int fd, const struct iovec *parts, int count) {
  char path[PATH_MAX];
  if (folder && is_file(fd, path)) {
    /* One part after the other: a short write is what callers must expect. */
    for (int i = 0; i < count; i++)
      if (parts[i].iov_len) return put(fd, parts[i].iov_base, parts[i].iov_len, 0, 1);
    return 0;
  }
  if (folder && count > 0) said(fd, parts[0].iov_base, parts[0].iov_len);
  return REAL(writev)(fd, parts, count);
}

ssize_t send(int fd, const void *bytes, size_t length, int flags) {
  if (folder) said(fd, bytes, length);
  return REAL(send)(fd, bytes, length, flags);
}

ssize_t sendto(int fd, const void *bytes, size_t length, int flags, const struct sockaddr *to, socklen_t size) {
  if (folder && !to) said(fd, bytes, length);
  return REAL(sendto)(fd, bytes, length, flags, to, size);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
  if (folder && message->msg_iovlen > 0) said(fd, message->msg_iov[0].iov_base, message->msg_iov[0].iov_len);
  return REAL(sendmsg)(fd, message, flags);
}

static int sync_file(int fd, int (*call)(int)) {
  char path[PATH_MAX];
  if (!is_file(fd, path)) return call(fd);
  pthread_mutex_lock(&turn);
  int failing = fails(), saved = errno;
  long own = ++synced;
  if (!failing) note('B', 0, own, 0, path, "");
  pthread_mutex_unlock(&turn);
  errno = saved;
  /* A sync that fails has kept nothing. */
  if (failing) return -1;
  int done = call(fd);
  saved = errno;
  pthread_mutex_lock(&turn);
  if (done == 0) note('E', 0, own, 0, path, "");
  pthread_mutex_unlock(&turn);
  errno = saved;
  return done;
}

int fsync(int fd) { return sync_file(fd, REAL(fsync)); }
int fdatasync(int fd) { return sync_file(fd, REAL(fdatasync)); }

static int cut(int fd, off64_t length) {
  char path[PATH_MAX];
  if (!is_file(fd, path)) return REAL(ftruncate64)(fd, length);
  pthread_mutex_lock(&turn);
  int done = fails() ? -1 : REAL(ftruncate64)(fd, length);
  if (done == 0) note('T', 0, (long)length, 0, path, "");
  int saved = errno;
  pthread_mutex_unlock(&turn);
  errno = saved;
  return done;
}

int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }

static int opened(int at, const char *path, int flags, mode_t mode) {
  char whole[PATH_MAX];
  if (!(flags & (O_CREAT | O_TRUNC)) || (flags & O_TMPFILE) == O_TMPFILE || !is_path(path, whole))
    return (int)REAL(openat64)(at, path, flags, mode);
  pthread_mutex_lock(&turn);
  struct stat before;
  int saved = errno;
  int fresh = stat(whole, &before) != 0;
  errno = saved;
  int fd = REAL(openat64)(at, path, flags, mode);
  if (fd >= 0 && fresh) note('C', 0, 0, 0, whole, "");
  if (fd >= 0 && !fresh && (flags & O_TRUNC) && before.st_size) note('T', 0, 0, 0, whole, "");
  saved = errno;
  pthread_mutex_unlock(&turn);
  errno = saved;
  return fd;
}

#define MODE(flags, last)                                \
  mode_t mode = 0;                                       \
  if ((flags) & (O_CREAT | O_TMPFILE)) {                 \
    va_list rest;                                        \
    va_start(rest, last);                                \
    mode = va_arg(rest, mode_t);                         \
    va_end(rest);                                        \
  }

int open(const char *path, int flags, ...) { MODE(flags, flags) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags, flags) return opened(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE(flags, flags) return opened(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE(flags, flags) return opened(at, path, flags, mode); }

int unlink(const char *path) {
  char whole[PATH_MAX];
  if (!is_path(path, whole)) return REAL(unlink)(path);
  pthread_mutex_lock(&turn);
  int done = REAL(unlink)(path), saved = errno;
  if (done == 0) note('U', 0, 0, 0, whole, "");
  pthread_mutex_unlock(&turn);
  errno = saved;
  return done;
}

int rename(const char *from, const char *to) {
  char old[PATH_MAX], new[PATH_MAX];
  if (!is_path(from, old) || !is_path(to, new)) return REAL(rename)(from, to);
  pthread_mutex_lock(&turn);
  int done = REAL(rename)(from, to), saved = errno;
  if (done == 0) note('R', strlen(new), 0, 0, old, new);
  pthread_mutex_unlock(&turn);
  errno = saved;
  return done;
}
