#include "api/program/run.hpp"

extern char** environ;

int main(int argc, char** argv) { return api::program::run(argc, argv, environ); }
