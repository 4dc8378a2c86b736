// Included before every C file. What AprilTag asks of an operating system and a browser has not: files for its debug
// pictures (never drawn), a clock for its profile (never read), other threads. Without them the module imports nothing.

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>

#define fopen(path, mode) ((void)(path), (FILE *)NULL)
#define fclose(file) ((void)(file), 0)
#define fflush(file) ((void)0, 0)
#define fprintf(...) ((void)0, 0)
#define printf(...) ((void)0, 0)
#define fwrite(from, size, count, file) ((void)(from), (size_t)(count))
#define gettimeofday(now, zone) (*(now) = (struct timeval){0}, 0)
#define sched_yield() 0
