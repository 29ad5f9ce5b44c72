/*
 * The service that is checked: accepts on several ports of every loopback address, says nothing and forgets. A connection
 * is closed once RING later ones have come, so that its client has gone before and no FIN of ours meets it.
 *
 * usage: connect_target PORT PORTS     listens on PORT and the PORTS - 1 after it; prints "ready"; ends with its input
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 4096, RING = 8192, EVENTS = 64 };

static int ring[RING];
static unsigned next;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void watch(int epoll, int descriptor) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = descriptor};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event)) fail("epoll_ctl");
}

static void listen_on(int epoll, int port) {
    int socket_ = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), on = 1;
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    at.sin_addr.s_addr = htonl(INADDR_ANY);
    if (socket_ < 0 || setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on)) fail("socket");
    if (bind(socket_, (struct sockaddr *)&at, sizeof at) || listen(socket_, BACKLOG)) fail("listen");
    watch(epoll, socket_);
}

static void accept_all(int socket_) {
    int client;
    while ((client = accept4(socket_, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        if (ring[next]) close(ring[next]);
        ring[next] = client;
        next = (next + 1) % RING;
    }
}

int main(int count, char **words) {
    if (count != 3) {
        fprintf(stderr, "usage: connect_target PORT PORTS\n");
        return 2;
    }
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    int epoll = epoll_create1(0);
    if (epoll < 0) fail("epoll");
    watch(epoll, STDIN_FILENO);
    for (int i = 0; i < atoi(words[2]); i++) listen_on(epoll, atoi(words[1]) + i);
    puts("ready");
    fflush(stdout);
    struct epoll_event events[EVENTS];
    for (;;) {
        int ready = epoll_wait(epoll, events, EVENTS, -1);
        for (int i = 0; i < ready; i++) {
            if (events[i].data.fd == STDIN_FILENO) return 0;
            accept_all(events[i].data.fd);
        }
    }
}
