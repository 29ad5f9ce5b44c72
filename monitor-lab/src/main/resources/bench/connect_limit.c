/*
 * The limit of one thread: keeps WINDOW connects under way, and as soon as one is answered, resets it and begins the next.
 *
 * usage: connect_limit TARGETS PORT PORTS TIMES
 *     target i is 127.2.0.1, 127.2.0.2 ..., port PORT + i % PORTS; prints how many connected
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { WINDOW = 256, HOSTS = 250, SILENCE_MS = 2000 };

static const struct linger RESET = {.l_onoff = 1, .l_linger = 0};
static long targets, first_port, ports;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void begin(int epoll, long number) {
    long target = number % targets;
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)(first_port + target % ports))};
    to.sin_addr.s_addr =
        htonl((uint32_t)(127u << 24 | 2u << 16 | (uint32_t)(target / HOSTS) << 8 | (uint32_t)(target % HOSTS + 1)));
    int socket_ = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (socket_ < 0 || setsockopt(socket_, SOL_SOCKET, SO_LINGER, &RESET, sizeof RESET)) fail("socket");
    if (connect(socket_, (struct sockaddr *)&to, sizeof to) && errno != EINPROGRESS) fail("connect");
    struct epoll_event event = {.events = EPOLLOUT, .data.fd = socket_};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, socket_, &event)) fail("epoll_ctl");
}

static int end(int socket_) {
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size);
    close(socket_);
    return error == 0;
}

int main(int count, char **words) {
    if (count != 5) {
        fprintf(stderr, "usage: connect_limit TARGETS PORT PORTS TIMES\n");
        return 2;
    }
    targets = atol(words[1]);
    first_port = atol(words[2]);
    ports = atol(words[3]);
    long total = targets * atol(words[4]), begun = 0, ended = 0, connected = 0;
    int epoll = epoll_create1(0);
    if (epoll < 0) fail("epoll");
    struct epoll_event events[WINDOW];
    while (ended < total) {
        while (begun < total && begun - ended < WINDOW) begin(epoll, begun++);
        int ready = epoll_wait(epoll, events, WINDOW, SILENCE_MS);
        if (ready <= 0) break;
        for (int i = 0; i < ready; i++) connected += end(events[i].data.fd);
        ended += ready;
    }
    printf("%ld\n", connected);
    return 0;
}
